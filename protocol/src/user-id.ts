import { AbiCoder, id, keccak256 } from "ethers";
import { type Address, type Bytes32, parseBytes32 } from "./primitives.ts";

const LABEL = id("idOS user v1");

/**
 * A user's id commits to the account that founded it, so that no node and no other account can claim it:
 * keccak256(abi.encode(keccak256("idOS user v1"), account, salt)).
 */
export function userIdOf(account: Address, salt: Bytes32): Bytes32 {
  const types = ["bytes32", "address", "bytes32"];
  return parseBytes32(keccak256(AbiCoder.defaultAbiCoder().encode(types, [LABEL, account, salt])));
}
