// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A contract account that answers ERC-1271 for one key, and may call.
contract KeyedAccount is IERC1271 {
    address private immutable _KEY;

    constructor(address key) {
        _KEY = key;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return recovered == _KEY ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }

    function call(address target, bytes calldata data) external {
        (bool success, bytes memory result) = target.call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }
}

/// @notice Deploys a contract account for a key at an address that is known before (ERC-6492).
contract KeyedAccountFactory {
    function create(address key, bytes32 salt) external {
        new KeyedAccount{salt: salt}(key);
    }
}

/// @notice A contract account that answers ERC-1271 for whichever key it was given last, by anyone.
contract RekeyedAccount is IERC1271 {
    address private _key;

    constructor(address key) {
        _key = key;
    }

    function setKey(address key) external {
        _key = key;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return recovered == _key ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice A contract that knows nothing of signatures; as a delegate it leaves them to the account's key.
contract SilentAccount {
    receive() external payable {}
}

/// @notice A contract that takes every signature for its own.
contract CredulousAccount is IERC1271 {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }
}

/// @notice A contract that answers a question about a signature with the signature itself, or fails where that is empty.
contract ParrotAccount {
    function isValidSignature(bytes32, bytes calldata signature) external pure {
        if (signature.length == 0) revert("refused");
        bytes memory answer = signature;
        assembly ("memory-safe") {
            return(add(answer, 0x20), mload(answer))
        }
    }
}

/// @notice A contract that calls `target` while it is asked about a signature, and says yes if the call went as told.
contract ReenteringAccount {
    address private immutable _TARGET;
    bool private immutable _SUCCEEDS;
    bytes private _call;

    constructor(address target, bool succeeds) {
        _TARGET = target;
        _SUCCEEDS = succeeds;
    }

    function arm(bytes calldata data) external {
        _call = data;
    }

    /// @dev Not declared a view, so that it makes a real call.
    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        (bool success, ) = _TARGET.call(_call);
        return success == _SUCCEEDS ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice A contract account that spends all the gas it is given when it is asked about a signature.
contract BurningAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
