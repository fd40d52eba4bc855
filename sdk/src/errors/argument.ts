import {
  type Address,
  addressSchema,
  type AtLeast,
  blockNumberSchema,
  type Bytes32,
  bytes32Schema,
  type Origin,
  originSchema,
} from "@idos/protocol";
import * as z from "zod";
import { IdosError } from "./idos-error.ts";

function parseArgument<Schema extends z.ZodType>(
  schema: Schema,
  argument: string,
  value: string | number,
  shown = String(value),
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? "not of the documented form";
  throw new IdosError("ARGUMENT_INVALID", `${argument}: ${message}`, { argument, value: shown });
}

/** An address that a caller gave as text. Throws ARGUMENT_INVALID. */
export function addressArgument(argument: string, value: string): Address {
  return parseArgument(addressSchema, argument, value);
}

/** An id or a hash that a caller gave as text. Throws ARGUMENT_INVALID. */
export function bytes32Argument(argument: string, value: string): Bytes32 {
  return parseArgument(bytes32Schema, argument, value);
}

/** 32 bytes that a caller gave as text and that no error may show. Throws ARGUMENT_INVALID. */
export function secretBytes32Argument(argument: string, value: string): Bytes32 {
  return parseArgument(bytes32Schema, argument, value, "hidden");
}

/** An origin that a caller gave as text. Throws ARGUMENT_INVALID. */
export function originArgument(argument: string, value: string): Origin {
  return parseArgument(originSchema, argument, value);
}

/** A block's number or a transaction's hash that a caller gave, or nothing. Throws ARGUMENT_INVALID. */
export function atLeastArgument(value: number | string | undefined): AtLeast | undefined {
  if (value === undefined) return undefined;
  return typeof value === "number"
    ? parseArgument(blockNumberSchema, "atLeast", value)
    : parseArgument(bytes32Schema, "atLeast", value);
}

/** A whole number that a caller gave, within bounds that both count as within. Throws ARGUMENT_INVALID. */
export function wholeNumberArgument(
  argument: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  return parseArgument(z.int().min(min).max(max), argument, value);
}
