import { GetParametersCommand } from '@aws-sdk/client-ssm';
import type { Image } from '../../src/images/image.ts';
import type { QuickStartOffer } from '../../src/launch/contract.ts';
import { QUICK_STARTS } from '../../src/launch/quick-start.ts';
import type { Cloud } from '../aws/cloud.ts';
import { chunks } from '../aws/shapes.ts';

/** GetParameters takes at most so many names. */
const NAMES_A_CALL = 10;

/**
 * The systems to start from with today's image of each in this Region; what has none here is left out.
 *
 * Two or three calls. Throws where the person may not read public parameters.
 */
export async function findQuickStarts(
  cloud: Cloud,
  findImages: (cloud: Cloud, ids: readonly string[]) => Promise<readonly Image[]>,
): Promise<QuickStartOffer[]> {
  const wanted = QUICK_STARTS.flatMap(({ system, words, parameters }) =>
    Object.values(parameters).map((parameter) => ({ system, words, parameter })),
  );
  const ids = await readParameters(
    cloud,
    wanted.map(({ parameter }) => parameter),
  );
  const images = new Map((await findImages(cloud, [...ids.values()])).map((image) => [image.imageId, image]));
  return wanted.flatMap(({ system, words, parameter }) => {
    const image = images.get(ids.get(parameter) ?? '');
    return image ? [{ system, words, image }] : [];
  });
}

async function readParameters(cloud: Cloud, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ssm = await cloud.ssm();
  const pages = await Promise.all(
    chunks(names, NAMES_A_CALL).map((Names) => ssm.send(new GetParametersCommand({ Names }))),
  );
  return new Map(
    pages.flatMap(({ Parameters = [] }) => Parameters).map(({ Name = '', Value = '' }) => [Name, Value] as const),
  );
}
