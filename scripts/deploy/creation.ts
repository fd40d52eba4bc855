import { concat, getCreate2Address, id, keccak256 } from "ethers";
import { AccessManagementProtocol__factory } from "../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { CREATE2_PROXY } from "./create2-proxy.ts";

const creationCode = AccessManagementProtocol__factory.bytecode;

/** Fixed for ever: with another one, the same contract would live at another address. */
export const SALT = id("idOS Access Management Protocol");

/** keccak256 of the creation code. */
export const CREATION_CODE_HASH = keccak256(creationCode);

/** keccak256 of the ABI's compact JSON. */
export const ABI_HASH = id(JSON.stringify(AccessManagementProtocol__factory.abi));

/** Where the contract of this very source lives, on every chain (EIP-1014). */
export const CONTRACT_ADDRESS = getCreate2Address(CREATE2_PROXY, SALT, CREATION_CODE_HASH);

/** The call that makes it, by whomever. */
export const CREATION_CALL = { to: CREATE2_PROXY, data: concat([SALT, creationCode]) } as const;
