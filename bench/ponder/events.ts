import { parseAbi } from "viem";

/** The events of contracts/AccessManagementProtocol.sol. */
export const events = parseAbi([
  "event Granted(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 expiresAt, uint64 seq)",
  "event Revoked(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 seq)",
  "event Renounced(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 seq)",
  "event GrantedSealed(address indexed owner, bytes32 indexed handle, uint64 expiresAt, uint64 seq)",
  "event RevokedSealed(address indexed owner, bytes32 indexed handle, uint64 seq)",
  "event RevokedAll(address indexed owner, uint64 epoch, uint64 seq)",
  "event MessagesVoided(address indexed owner, bytes32 indexed handle, uint64 nonce, uint64 seq)",
  "event ChangeSkipped(address indexed owner, bytes32 indexed handle, uint64 nonce, uint64 seq)",
]);
