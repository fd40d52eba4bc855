// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @title IAccessManagementEvents
 * @notice What the contract says happened. This file is the specification of an indexer: above each event stands what
 *         an indexer does on it, then what it may assume, by number.
 *
 * @dev An indexer holds, per owner, an epoch (0 at first) and entries under handles. The handle of an event that names
 *      `grantee` and `shareId` is `keccak256(abi.encode(grantee, shareId))`. What holds for every event:
 *
 *      A. `seq` is one more than that of the event before it, whatever its kind and owner; the first is 1.
 *      B. Each event is appended to the journal, in the order of the logs: one word that holds the number of events so
 *         far (`seq`) and a digest of them all.
 *
 *             next = (seq + 1) << 192
 *                  | uint192(uint256(keccak256(abi.encode(previous, topic0, owner, subject, shareId, value))))
 *
 *         with (uint256 previous, bytes32 topic0, address owner, bytes32 subject, bytes32 shareId, uint64 value);
 *         `previous` is the word before the event and 0 before the first. What the last three are stands above each
 *         event. Whoever has every event up to a block, and nothing else, computes the word that
 *         {IAccessManagementProtocol-journal} returns at that block.
 *      C. `owner` decided it, by her transaction or her signature; {Renounced} alone is the grantee's decision. The
 *         transaction's sender says nothing more than who paid.
 *      D. The contract does not know which handles are sealed: an owner may seal the handle of a public grant. An entry
 *         that one pair of events made, the other may change or end.
 */
interface IAccessManagementEvents {
    /**
     * @notice `owner` lets `grantee` read the share until `expiresAt`.
     *
     * @dev An indexer stores `expiresAt`, with the owner's current epoch, under (owner, handle), and replaces what it
     *      held there. It may assume:
     *
     *      1. `grantee` and `shareId` are not zero.
     *      2. `expiresAt` is later than the timestamp of the event's block.
     *      3. An earlier grant of the handle may exist, expired or not: the latest event alone counts, also when its
     *         expiry is the earlier one.
     *
     *      Journal: subject = bytes32(uint256(uint160(grantee))), shareId, value = expiresAt.
     */
    event Granted(
        address indexed owner,
        address indexed grantee,
        bytes32 indexed shareId,
        uint64 expiresAt,
        uint64 seq
    );

    /**
     * @notice `owner` no longer lets `grantee` read the share.
     *
     * @dev An indexer removes what it holds under (owner, handle). It may assume:
     *
     *      1. A {Granted} or {GrantedSealed} of the handle came before, and since the last of them neither an event that
     *         ended it nor a {RevokedAll} of the owner. It may have expired.
     *
     *      Journal: subject = bytes32(uint256(uint160(grantee))), shareId, value = 0.
     */
    event Revoked(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 seq);

    /**
     * @notice `grantee` gave up what `owner` let him read.
     *
     * @dev An indexer removes what it holds under (owner, handle). It may assume:
     *
     *      1. What {Revoked} says of the grant.
     *      2. `grantee` made the call.
     *
     *      Journal: subject = bytes32(uint256(uint160(grantee))), shareId, value = 0.
     */
    event Renounced(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 seq);

    /**
     * @notice `owner` lets somebody read something until `expiresAt`; who and what, only they know.
     *
     * @dev An indexer stores `expiresAt`, with the owner's current epoch, under (owner, handle), and replaces what it
     *      held there, except for grantee and share where a {Granted} told them. It may assume:
     *
     *      1. `handle` is not zero. It may have no preimage: the owner alone can know one.
     *      2. `expiresAt` is later than the timestamp of the event's block.
     *      3. The latest event of the handle alone counts, as in {Granted}.
     *
     *      Journal: subject = handle, shareId = 0, value = expiresAt.
     */
    event GrantedSealed(address indexed owner, bytes32 indexed handle, uint64 expiresAt, uint64 seq);

    /**
     * @notice `owner` ended what stood under `handle`.
     *
     * @dev An indexer removes what it holds under (owner, handle). It may assume:
     *
     *      1. What {Revoked} says of the grant.
     *
     *      Journal: subject = handle, shareId = 0, value = 0.
     */
    event RevokedSealed(address indexed owner, bytes32 indexed handle, uint64 seq);

    /**
     * @notice `owner` ended every grant made before this event.
     *
     * @dev An indexer sets the owner's epoch, and from then on takes a grant of hers that was stored in a lower epoch
     *      as absent. It may assume:
     *
     *      1. `epoch` is one more than the owner's epoch before; the first is 1.
     *      2. No other event follows for the grants that end here.
     *      3. The owner may have had no grant at all.
     *
     *      Journal: subject = 0, shareId = 0, value = epoch.
     */
    event RevokedAll(address indexed owner, uint64 epoch, uint64 seq);

    /**
     * @notice `owner` voided what she signed for the handle and was not used yet.
     *
     * @dev An indexer advances its journal and changes nothing else. It may assume:
     *
     *      1. A grant under the handle, if there is one, stands as before.
     *      2. `nonce` is the handle's new one.
     *
     *      Journal: subject = handle, shareId = 0, value = nonce.
     */
    event MessagesVoided(address indexed owner, bytes32 indexed handle, uint64 nonce, uint64 seq);

    /**
     * @notice One change of a batch was passed over; at least one other change of it was made.
     *
     * @dev An indexer advances its journal and changes nothing else. It may assume:
     *
     *      1. A grant under the handle, if there is one, stands as before.
     *      2. `nonce` is the one that the owner signed for, which need not be the handle's; where she sent the batch
     *         herself, it is the handle's.
     *
     *      Journal: subject = handle, shareId = 0, value = nonce.
     */
    event ChangeSkipped(address indexed owner, bytes32 indexed handle, uint64 nonce, uint64 seq);
}
