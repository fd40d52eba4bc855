import type { TypedDataDomain, TypedDataField } from "ethers";

export type TypedDataTypes = Record<string, TypedDataField[]>;

type Scalar = string | number | bigint;

/** What a wallet is asked to sign (EIP-712), in the shape that ethers' signers take. */
export interface TypedData {
  readonly domain: TypedDataDomain;
  readonly types: TypedDataTypes;
  readonly message: Record<string, Scalar | readonly Record<string, Scalar>[]>;
}

/**
 * The domain of what a person signs for nodes. It names no chain and no node: these statements are true
 * of the person everywhere, and each carries the ids that keep it from being used for anything else. The link of a
 * contract account alone adds the chain that the contract is on.
 */
export const IDOS_DOMAIN: TypedDataDomain = { name: "idOS", version: "1" };
