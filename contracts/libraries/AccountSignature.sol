// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @notice Whether an account signed a digest: key accounts, contract accounts (ERC-1271), delegating accounts.
library AccountSignature {
    /// @dev EIP-7702: the code of a delegating account is 0xef0100 followed by the delegate's address.
    uint256 private constant DELEGATION_LENGTH = 23;
    bytes3 private constant DELEGATION_PREFIX = 0xef0100;

    /**
     * @dev A delegating account has code and yet its key stays in command of it. {SignatureChecker} asks the delegate
     *      alone, and many delegates do not answer ERC-1271, so the key is asked too, in exactly this case: a contract
     *      account must never be bound by a key.
     */
    function isValid(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (SignatureChecker.isValidSignatureNowCalldata(account, digest, signature)) return true;
        if (!_delegates(account)) return false;
        (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return err == ECDSA.RecoverError.NoError && recovered == account;
    }

    function _delegates(address account) private view returns (bool) {
        return account.code.length == DELEGATION_LENGTH && bytes3(account.code) == DELEGATION_PREFIX;
    }
}
