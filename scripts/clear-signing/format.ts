/** The parts of ERC-7730 (version 2 of its schema) that this contract needs. */

export interface ShownField {
  /** Relative to the call's or message's data, or to the group that holds it. */
  readonly path: string;
  readonly label: string;
  readonly format: "addressName" | "date" | "raw";
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** Absent: always. With `ifNotIn`: for any value but these. */
  readonly visible?: "never" | "optional" | { readonly ifNotIn: readonly string[] };
}

/** The same fields for every element of a list, shown element by element. */
export interface FieldGroup {
  readonly path: string;
  readonly iteration: "bundled";
  readonly fields: readonly ShownField[];
}

/** How one call or message is shown. */
export interface Format {
  readonly intent: string;
  /** With formatted values in braces, by path; of values that are always shown. */
  readonly interpolatedIntent?: string;
  readonly fields: readonly (ShownField | FieldGroup)[];
}

/** By the signature of a function with its parameters' names, or EIP-712's encodeType of a message. */
export type Formats = Readonly<Record<string, Format>>;
