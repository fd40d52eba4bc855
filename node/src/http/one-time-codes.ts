/**
 * What may be lost: challenges and used proofs. Losing challenges refuses sign-ins for a moment. Losing used proofs
 * lets a captured one be repeated within its minute, to the same effect: it names method, path, body and node.
 */
export interface OneTimeCodes {
  /** Remembers a code until it is taken or its time is over. */
  issue(code: string, ttlSeconds: number): Promise<void>;
  /** True exactly once per issued code, under concurrency too. */
  take(code: string): Promise<boolean>;
  /** True the first time a code is seen within its time. */
  markUsed(code: string, ttlSeconds: number): Promise<boolean>;
}
