import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/contract.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { IMAGE_STATES, StateIndicator } from '../common/state-words.tsx';
import { ImageChooser } from './image-chooser.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

/** How the form's image is changed. */
export interface ImageChange {
  readonly choose: (imageId: string) => void;
  /** The image that was chosen and is being looked up. */
  readonly coming: string | undefined;
  /** Why it could not be had; the form keeps the one before. */
  readonly trouble: ErrorShape | undefined;
}

interface Props {
  readonly form: LaunchForm;
  readonly change: ImageChange;
  /** What had to change with the image; undefined while it is the first one. */
  readonly carried: readonly string[] | undefined;
}

/** Application and OS Images: the image that was chosen, why it cannot be launched yet where that is so, and others. */
export const ImageSection = section([], ImageFields);

function ImageFields({ form, change, carried }: Props) {
  const { image } = form.facts;
  const [choosing, setChoosing] = useState(false);
  const why = whyNotLaunchable(image);
  return (
    <ImageContainer>
      <div data-field="imageId">
        <SpaceBetween size="m">
          {why ? (
            <Alert type={image.state === 'pending' || image.state === 'transient' ? 'info' : 'error'}>{why}</Alert>
          ) : null}
          {change.trouble ? <ErrorAlert error={change.trouble} title="The form keeps its image" /> : null}
          <LiveRegion hidden={carried === undefined}>{carried ? <Carried changes={carried} /> : null}</LiveRegion>
          <ImageFacts image={image} />
          <Button
            iconName={choosing ? 'close' : 'search'}
            loading={change.coming !== undefined}
            loadingText="Looking the image up"
            ariaExpanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            {choosing ? 'Keep this image' : 'Change image'}
          </Button>
          {choosing ? (
            <ImageChooser
              current={image.imageId}
              onChoose={(imageId) => {
                setChoosing(false);
                change.choose(imageId);
              }}
            />
          ) : null}
        </SpaceBetween>
      </div>
    </ImageContainer>
  );
}

/** The frame of the section, which stands alone while there is no image yet. */
export function ImageContainer({ children }: { children: ReactNode }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The template that the machine starts from: its system and everything on its disks."
        >
          Application and OS Images (Amazon Machine Image)
        </Header>
      }
    >
      {children}
    </Container>
  );
}

function Carried({ changes }: { changes: readonly string[] }) {
  return (
    <Alert type="info" header="The image was changed. What you filled in is kept.">
      {changes.length === 0 ? null : (
        <ul className="launch-changes">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

function ImageFacts({ image }: { image: Image }) {
  const progress = image.progress === undefined ? undefined : `${Math.floor(image.progress)}%`;
  return (
    <KeyValuePairs
      columns={2}
      items={[
        { label: 'Image', value: image.nameTag || image.name },
        { label: 'Image ID', value: <Copyable text={image.imageId} what="image id" /> },
        {
          label: 'State',
          value: (
            <StateIndicator
              word={IMAGE_STATES[image.state]}
              {...(progress === undefined ? {} : { extra: progress })}
              {...(image.stateReason === undefined ? {} : { reason: image.stateReason })}
            />
          ),
        },
        { label: 'Operating system', value: image.platform },
        { label: 'Architecture', value: image.architecture },
        ...(image.nameTag === '' ? [] : [{ label: 'AMI name', value: image.name }]),
      ]}
    />
  );
}
