// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @notice A grant as it is stored: expiresAt (low 64 bits), epoch (64), nonce (64). One word by construction, so that
 *         a change costs one read and one write; the compiler spends more on a packed struct.
 */
type GrantWord is uint256;

using {expiresAt, epoch, nonce, stands, successor} for GrantWord global;

function expiresAt(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self));
}

function epoch(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self) >> 64);
}

function nonce(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self) >> 128);
}

/// @notice Whether it was granted, and not ended since, in the owner's epoch. Says nothing about its expiry.
function stands(GrantWord self, uint64 ownerEpoch) pure returns (bool) {
    return self.expiresAt() != 0 && self.epoch() == ownerEpoch;
}

/// @notice What a grant (or, with expiry 0, a revocation) leaves in place of `self`. There is no other way to make a
///         word, so no change of a handle leaves its nonce as it was. Nobody makes 2^64 changes.
function successor(GrantWord self, uint64 expiry, uint64 ownerEpoch) pure returns (GrantWord) {
    unchecked {
        uint256 raised = uint256(self.nonce()) + 1;
        return GrantWord.wrap((raised << 128) | (uint256(ownerEpoch) << 64) | expiry);
    }
}
