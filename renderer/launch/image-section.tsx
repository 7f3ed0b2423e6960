import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { Copyable } from '../common/copyable.tsx';
import { href, paths } from '../common/paths.ts';
import { IMAGE_STATES, StateIndicator } from '../common/state-words.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

/** Application and OS Images: the image that was chosen, and why it cannot be launched yet where that is so. */
export const ImageSection = section([], ImageFields);

function ImageFields({ form }: { form: LaunchForm }) {
  const { image } = form.facts;
  const why = whyNotLaunchable(image);
  const progress = image.progress === undefined ? undefined : `${Math.floor(image.progress)}%`;
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
      <div data-field="imageId">
        <SpaceBetween size="m">
          {why ? (
            <Alert type={image.state === 'pending' || image.state === 'transient' ? 'info' : 'error'}>{why}</Alert>
          ) : null}
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
          <Link href={href(paths.images())}>Choose another image</Link>
        </SpaceBetween>
      </div>
    </Container>
  );
}
