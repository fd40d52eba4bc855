import {
  batchTypedData,
  grantSealedTypedData,
  grantTypedData,
  parseAddress,
  parseBytes32,
  revokeAllTypedData,
  revokeSealedTypedData,
  revokeTypedData,
  type TypedData,
} from "@idos/protocol";
import { ZeroAddress, ZeroHash } from "ethers";

const address = parseAddress(ZeroAddress);
const word = parseBytes32(ZeroHash);
const deployment = { chainId: 1, contract: address };
const all = { owner: address, epoch: 0n, deadline: 0n };
const sealed = { ...all, nonce: 0n, handle: word };
const open = { ...all, nonce: 0n, grantee: address, shareId: word };

/** EIP-712's types of each message, as the protocol's own code has them: values are needed to get at them, any will do. */
export const MESSAGE_TYPES: readonly TypedData["types"][] = [
  grantTypedData(deployment, { ...open, expiresAt: 0n }),
  revokeTypedData(deployment, open),
  grantSealedTypedData(deployment, { ...sealed, expiresAt: 0n }),
  revokeSealedTypedData(deployment, sealed),
  revokeAllTypedData(deployment, all),
  batchTypedData(deployment, { ...all, changes: [], sealedChanges: [] }),
].map(({ types }) => types);
