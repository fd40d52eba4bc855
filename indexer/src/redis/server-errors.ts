import { CorruptIndexError, StoreUnfitError, type StoreUnfitCode } from "../errors.ts";

const UNFIT: readonly (readonly [StoreUnfitCode, RegExp, string])[] = [
  [
    "READ_ONLY",
    /\b(READONLY|MASTERDOWN|NOREPLICAS)\b/,
    "Redis takes no writes here: name the primary in the Redis URL, not a replica",
  ],
  [
    "OUT_OF_MEMORY",
    /\bOOM\b/,
    "Redis is full: raise its maxmemory; docs/operations.md says what a grant takes",
  ],
  [
    "NOT_PERSISTING",
    /\bMISCONF\b/,
    "Redis cannot write its dump and so takes no writes: look at its disk and log",
  ],
  ["LOADING", /\bLOADING\b/, "Redis is still loading its data: wait"],
  [
    "NOT_PERMITTED",
    /\b(NOPERM|NOAUTH|WRONGPASS)\b/,
    "Redis refuses this user: the user needs scripts and all keys of the prefix",
  ],
  [
    "COMMAND_MISSING",
    /unknown (redis )?command/i,
    "this Redis lacks a command that the index needs: use Redis 7 or Valkey, with scripts allowed",
  ],
];

const DAMAGE = /\bWRONGTYPE\b|user_script:\d+: (attempt to|bad argument|data string)/;

/**
 * What an error of the server means for the index: CorruptIndexError where no retry helps against what Redis holds,
 * StoreUnfitError where no retry helps against what Redis is; any other as it came.
 */
export function explainServerError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  if (DAMAGE.test(message)) return new CorruptIndexError("a key of the index holds what no index writes");
  const found = UNFIT.find(([, pattern]) => pattern.test(message));
  return found === undefined ? error : new StoreUnfitError(found[0], found[2]);
}
