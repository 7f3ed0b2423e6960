import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useMemo, useState } from 'react';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { ImageChooser } from './image-chooser.tsx';
import { ImageContainer } from './image-section.tsx';
import { LaunchInstance } from './launch-instance.tsx';
import { useLaunchFacts } from './use-launch-facts.ts';

/** The launch page, with the image of its address or none yet; another address begins anew. */
export function LaunchPage({ params }: PageProps) {
  return <LaunchFrom key={params.imageId ?? ''} first={params.imageId} />;
}

function LaunchFrom({ first }: { first: string | undefined }) {
  const [imageId, setImageId] = useState(first);
  const { facts, asked, madeHere, onKeyCreated } = useLaunchFacts(imageId);
  // What is on the page stays there while another image is looked up, and when it cannot be had.
  const [held, setHeld] = useState(facts);
  if (facts && facts !== held) setHeld(facts);
  const shown = facts ?? held;
  const failed = asked.find(({ error }) => error !== undefined);
  const trouble = failed?.error;
  const other = imageId !== undefined && imageId !== shown?.image.imageId;
  const change = useMemo(
    () => ({
      choose: setImageId,
      coming: other && !trouble ? imageId : undefined,
      trouble: other ? trouble : undefined,
    }),
    [other, imageId, trouble],
  );

  if (shown) {
    return <LaunchInstance facts={shown} change={change} madeHere={madeHere} onKeyCreated={onKeyCreated} />;
  }
  if (imageId === undefined) return <ChooseFirst onChoose={setImageId} />;
  if (trouble) {
    return (
      <SpaceBetween size="l">
        <ErrorAlert error={trouble} onRetry={failed.refresh} title="The form could not be filled" />
        <ImageContainer>
          <ImageChooser current={undefined} onChoose={setImageId} />
        </ImageContainer>
      </SpaceBetween>
    );
  }
  return (
    <Box textAlign="center" padding="xxl">
      <Spinner /> Looking up the image, networks and key pairs
    </Box>
  );
}

function ChooseFirst({ onChoose }: { onChoose: (imageId: string) => void }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="First: what the new machine starts from. You can change it later in the form.">
        Launch an instance
      </Header>
      <ImageContainer>
        <ImageChooser current={undefined} onChoose={onChoose} />
      </ImageContainer>
    </SpaceBetween>
  );
}
