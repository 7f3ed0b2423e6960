/** The longest that one command line may run. */
export const LONGEST_RUN_MS = 120_000;

/** What one command line may take of the process; beyond it, it is killed and told so. */
export const LIMITS = {
  maxExecutionTimeMs: LONGEST_RUN_MS,
  maxCommandCount: 120_000,
  maxLoopIterations: 120_000,
  maxCallDepth: 60,
  maxExecDepth: 20,
  maxSourceBytes: 512 * 1024,
  maxOutputSize: 32 * 1024 * 1024,
  maxStringLength: 2 * 1024 * 1024,
  maxHeredocSize: 512 * 1024,
  maxLiveBytes: 64 * 1024 * 1024,
  maxInputBytes: 64 * 1024 * 1024,
  maxArrayElements: 100_000,
  maxBraceExpansionResults: 10_000,
  maxGlobOperations: 100_000,
  maxTraversalEntries: 50_000,
  maxArchiveBytes: 16 * 1024 * 1024,
  maxArchiveEntries: 5_000,
  maxFileDescriptors: 256,
  maxAwkIterations: 40_000,
};

/** Which of the shell library's own commands a practice machine has. */
export const BUILT_IN = (
  'echo cat printf mkdir rmdir touch rm cp mv ln chmod pwd readlink head tail wc stat grep fgrep egrep sed awk sort uniq ' +
  'comm cut paste tr rev nl fold expand unexpand strings split column join tee find basename dirname tree du env printenv ' +
  'alias unalias history xargs true false clear bash sh jq base64 diff date sleep timeout time seq expr md5sum sha1sum ' +
  'sha256sum file help which tac od gzip gunzip zcat tar ls'
).split(' ') as ['echo'];

/** Those of them that may work for long on a large input: others get their turn before and after. */
export const HEAVY: readonly string[] = (
  'cat head tail wc grep fgrep egrep sed awk sort uniq comm cut paste tr rev nl fold expand unexpand strings split column ' +
  'join find tree du jq base64 diff seq md5sum sha1sum sha256sum tac od gzip gunzip zcat tar cp printf'
).split(' ');
