// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @notice A grant as it is stored: expiresAt (low 64 bits), epoch (64), nonce (64). One word by construction, so that
 *         a change costs one read and one write; the compiler spends more on a packed struct.
 */
type GrantWord is uint256;

uint256 constant EPOCH_OFFSET = 64;
uint256 constant NONCE_OFFSET = 128;

using {expiresAt, epoch, nonce, stands, successor, withRaisedNonce} for GrantWord global;

function expiresAt(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self));
}

function epoch(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self) >> EPOCH_OFFSET);
}

function nonce(GrantWord self) pure returns (uint64) {
    return uint64(GrantWord.unwrap(self) >> NONCE_OFFSET);
}

/// @notice Whether it was granted, and not ended since, in the owner's epoch. Says nothing about its expiry.
function stands(GrantWord self, uint64 ownerEpoch) pure returns (bool) {
    return self.expiresAt() != 0 && self.epoch() == ownerEpoch;
}

/// @notice What a grant (or, with expiry 0, its end) leaves in place of `self`. With {withRaisedNonce} the only way to
///         make a word, so nothing that happens to a handle leaves its nonce as it was.
function successor(GrantWord self, uint64 expiry, uint64 ownerEpoch) pure returns (GrantWord) {
    return
        GrantWord.wrap(
            (raisedNonce(self) << NONCE_OFFSET) | (uint256(ownerEpoch) << EPOCH_OFFSET) | uint256(expiry)
        );
}

/// @notice The same grant, ended or not, of which no message is good that was good before.
function withRaisedNonce(GrantWord self) pure returns (GrantWord) {
    uint256 grant = GrantWord.unwrap(self) & ((uint256(1) << NONCE_OFFSET) - 1);
    return GrantWord.wrap((raisedNonce(self) << NONCE_OFFSET) | grant);
}

/// @dev Nobody makes 2^64 changes.
function raisedNonce(GrantWord self) pure returns (uint256) {
    unchecked {
        return uint256(self.nonce()) + 1;
    }
}
