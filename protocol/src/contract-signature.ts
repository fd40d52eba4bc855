import { AbiCoder, concat } from "ethers";
import * as z from "zod";
import { CONTRACT_SIGNATURE_CHECK_CODE } from "./generated/contracts/contract-signature-check.ts";
import { type Address, addressSchema, type Bytes32 } from "./primitives.ts";

/** ERC-6492: a signature that ends so carries the call that deploys its account. */
const COUNTERFACTUAL_MARK = "6492".repeat(16);

const wrapping = z.tuple([addressSchema, z.string(), z.string()]);

const NO_FACTORY = `0x${"0".repeat(40)}`;

interface Unwrapped {
  /** What the account itself is asked about (ERC-1271). */
  readonly signature: string;
  readonly factory: string;
  readonly factoryCall: string;
}

/** `signature` is lowercase hexadecimal. Undefined where it has ERC-6492's mark and not its form. */
function unwrap(signature: string): Unwrapped | undefined {
  if (!signature.endsWith(COUNTERFACTUAL_MARK)) return { signature, factory: NO_FACTORY, factoryCall: "0x" };
  const wrapped = signature.slice(0, -COUNTERFACTUAL_MARK.length);
  try {
    const decoded = AbiCoder.defaultAbiCoder().decode(["address", "bytes", "bytes"], wrapped);
    const [factory, factoryCall, inner] = wrapping.parse(decoded.toArray());
    return { signature: inner, factory, factoryCall };
  } catch {
    return undefined;
  }
}

/**
 * The data of an eth_call to no address that answers `0x01` where the contract account says that it signed `digest`
 * (ERC-1271, for an account that is not deployed yet ERC-6492) and `0x00` where it does not. Undefined for a signature
 * that no account can have made.
 */
export function contractSignatureCheck(
  account: Address,
  digest: Bytes32,
  signature: string,
): string | undefined {
  const unwrapped = unwrap(signature);
  if (unwrapped === undefined) return undefined;
  const types = ["address", "bytes32", "bytes", "address", "bytes"];
  const { factory, factoryCall, signature: inner } = unwrapped;
  const values = [account, digest, inner, factory, factoryCall];
  return concat([CONTRACT_SIGNATURE_CHECK_CODE, AbiCoder.defaultAbiCoder().encode(types, values)]);
}
