// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/**
 * @title Asks a contract account about a signature, in one eth_call and without a deployment
 * @notice It is never deployed: it is the creation code of a call to no address, whose answer is one byte, 1 or 0.
 * @dev ERC-1271, and ERC-6492 for an account that its factory has not deployed yet. The factory is asked only where
 *      the account has no code: what comes with a signature must not change an account that stands before it is asked.
 */
contract ContractSignatureCheck {
    constructor(
        address account,
        bytes32 digest,
        bytes memory signature,
        address factory,
        bytes memory factoryCall
    ) {
        if (account.code.length == 0 && factory != address(0)) {
            // Half of the gas, so that a factory that burns it leaves enough to say no.
            (bool deployed, ) = factory.call{gas: gasleft() / 2}(factoryCall);
            deployed;
        }
        bool valid =
            account.code.length > 0 &&
                SignatureChecker.isValidERC1271SignatureNow(account, digest, signature);
        assembly ("memory-safe") {
            mstore8(0, valid)
            return(0, 1)
        }
    }
}
