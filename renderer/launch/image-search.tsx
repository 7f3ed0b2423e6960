import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { imageId } from '../../src/core/fields.ts';
import { PUBLIC_SEARCH_MIN } from '../../src/images/inventory.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { href, paths } from '../common/paths.ts';
import { ImageTable } from './image-table.tsx';
import { ListedImages, useImages } from './listed-images.tsx';

interface Props {
  readonly current: string | undefined;
  readonly onChoose: (imageId: string) => void;
}

/** Any image that can be seen: by its ID, or public ones by a part of their name. */
export function ImageSearch({ current, onChoose }: Props) {
  const [text, setText] = useState('');
  const [searched, setSearched] = useState('');
  const search = () => setSearched(text.trim());
  return (
    <SpaceBetween size="m">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <FormField
          label="ID or a part of the name"
          constraintText={`An ID such as ami-0123456789abcdef0, or at least ${PUBLIC_SEARCH_MIN} letters of a name.`}
          secondaryControl={<Button formAction="submit">Search</Button>}
        >
          <Input
            value={text}
            onChange={({ detail }) => setText(detail.value)}
            type="search"
            spellcheck={false}
            placeholder="ami-… or a name"
          />
        </FormField>
      </form>
      {imageId.safeParse(searched).success ? (
        <OneImage imageId={searched} current={current} onChoose={onChoose} />
      ) : searched.length >= PUBLIC_SEARCH_MIN ? (
        <PublicImages text={searched} current={current} onChoose={onChoose} />
      ) : null}
      <Link href={href(paths.whereIsImage())}>Look in all Regions: Where is my image?</Link>
    </SpaceBetween>
  );
}

function OneImage({ imageId, current, onChoose }: Props & { imageId: string }) {
  const region = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data?.region;
  const found = useCall('images', 'get', { region: region ?? '', imageId }, { enabled: region !== undefined });
  if (found.error) return <ErrorAlert error={found.error} onRetry={found.refresh} />;
  return (
    <ImageTable
      label="The image of this ID"
      images={found.data ? [found.data.image] : []}
      loading={found.loading}
      empty="There is no such image."
      current={current}
      onChoose={onChoose}
    />
  );
}

function PublicImages({ text, current, onChoose }: Props & { text: string }) {
  const [page, setPage] = useState(1);
  const list = useImages('public', text, page);
  return (
    <ListedImages
      label="Public images of this name"
      list={list}
      page={page}
      onPage={setPage}
      current={current}
      onChoose={onChoose}
      empty="No public image of this Region has this in its name."
    />
  );
}
