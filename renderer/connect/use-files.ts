import { useCallback, useEffect, useRef, useState } from 'react';
import { FEED_BYTES, type Transfer } from '../../src/connect/files-contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useClient, useEvent } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';

/** The transfers of a session as they go, the newest first; `onEnd` hears of each that ended well. */
export function useTransfers(sessionId: string, onEnd: (transfer: Transfer) => void) {
  const client = useClient();
  const [transfers, setTransfers] = useState<readonly Transfer[]>([]);
  const news = useRef(new Map<string, Transfer>());
  useEvent('files.transfer', (changed) => {
    if (changed.sessionId !== sessionId) return;
    news.current.set(changed.transferId, changed);
    setTransfers((before) =>
      before.some(({ transferId }) => transferId === changed.transferId)
        ? before.map((one) => (one.transferId === changed.transferId ? changed : one))
        : [changed, ...before],
    );
    if (changed.state === 'finished') onEnd(changed);
  });
  useEffect(() => {
    let current = true;
    client.files.transfers({ sessionId }).then(
      (found) => {
        if (!current) return;
        const known = found.transfers.map((one) => news.current.get(one.transferId) ?? one).reverse();
        setTransfers((before) => [
          ...before.filter(({ transferId }) => !known.some((one) => one.transferId === transferId)),
          ...known,
        ]);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, sessionId]);
  const clear = useCallback(() => {
    setTransfers((before) => before.filter(isUnderWay));
    client.files.clear({ sessionId }).catch(() => undefined);
  }, [client, sessionId]);
  return { transfers, clear };
}

/** True until it has ended one way or another. */
export function isUnderWay({ state }: Transfer): boolean {
  return state === 'waiting' || state === 'asking' || state === 'running';
}

/**
 * Hands dropped files over piece by piece, one file after another.
 *
 * The window reads what was dropped on it and nothing else: it never learns or names a path of this computer.
 */
export function useDrop(sessionId: string, folder: string | undefined) {
  const client = useClient();
  const [error, setError] = useState<ErrorShape>();
  const drop = useCallback(
    async (files: readonly File[]) => {
      if (folder === undefined) return;
      setError(undefined);
      for (const file of files) {
        try {
          const { transferId } = await client.files.take({ sessionId, folder, name: file.name, size: file.size });
          for (let offset = 0; offset < file.size; offset += FEED_BYTES) {
            const piece = await file
              .slice(offset, offset + FEED_BYTES)
              .arrayBuffer()
              .catch(() => undefined);
            if (!piece) {
              // A folder, or a file that went away: what was begun is taken back.
              await client.files.cancel({ transferId });
              setError({
                code: 'files.unreadable',
                message: `“${file.name}” cannot be read.`,
                fix: 'Drop files, not folders.',
                retryable: false,
              });
              break;
            }
            const { goesOn } = await client.files.feed({ transferId, offset, data: new Uint8Array(piece) });
            if (!goesOn) break;
          }
        } catch (thrown) {
          setError(toRemoteError(thrown).shape);
        }
      }
    },
    [client, sessionId, folder],
  );
  return { drop, error };
}
