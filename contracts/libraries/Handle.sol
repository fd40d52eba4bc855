// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @dev The length of what is hashed tells the two kinds apart, so no public handle is a sealed one.

/// @notice keccak256(abi.encode(grantee, shareId)).
function publicHandle(address grantee, bytes32 shareId) pure returns (bytes32) {
    return Hashes.efficientKeccak256(addressWord(grantee), shareId);
}

/// @notice What a sealed grant's owner commits to, and its grantee shows.
function sealedHandle(address grantee, bytes32 shareId, bytes32 salt) pure returns (bytes32) {
    return keccak256(abi.encode(grantee, shareId, salt));
}

/// @notice An address as the word that topics and the journal hold.
function addressWord(address account) pure returns (bytes32) {
    return bytes32(uint256(uint160(account)));
}
