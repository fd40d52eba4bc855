/** One rule of the house: `run` gives what breaks it, a line each; none means that it holds. */
export interface Check {
  readonly name: string;
  run(): Promise<readonly string[]>;
}

export interface CheckResult {
  readonly name: string;
  readonly violations: readonly string[];
  readonly seconds: number;
}
