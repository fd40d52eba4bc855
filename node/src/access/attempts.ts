/** Counts what may be done so often only. It may be lost: then what was counted may be done again. */
export interface Attempts {
  /** False once `max` attempts of this name were made within `windowSeconds` of the first. */
  take(name: string, max: number, windowSeconds: number): Promise<boolean>;
}
