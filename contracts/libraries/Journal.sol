// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @notice The number of events emitted so far (top 64 bits) and the digest of their content, in order (low 192 bits).
 *         The formula stands in {IAccessManagementProtocol}.
 */
type Journal is uint256;

using {append, seq, digest} for Journal global;

uint256 constant DIGEST_BITS = 192;

/// @dev The digest covers the whole previous word, so it also fixes every event's position. `seq` does not overflow:
///      2^64 events do not happen.
function append(
    Journal previous,
    bytes32 topic0,
    address owner,
    bytes32 subject,
    bytes32 shareId,
    uint64 value
) pure returns (Journal) {
    uint256 content = uint256(keccak256(abi.encode(previous, topic0, owner, subject, shareId, value)));
    unchecked {
        return Journal.wrap(((uint256(seq(previous)) + 1) << DIGEST_BITS) | uint192(content));
    }
}

function seq(Journal self) pure returns (uint64) {
    return uint64(Journal.unwrap(self) >> DIGEST_BITS);
}

function digest(Journal self) pure returns (bytes24) {
    return bytes24(uint192(Journal.unwrap(self)));
}
