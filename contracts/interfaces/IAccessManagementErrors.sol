// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @title IAccessManagementErrors
 * @notice Why a call was refused, with the values that were refused. A refused call changed nothing.
 */
interface IAccessManagementErrors {
    /// @notice A grant needs a grantee.
    error ZeroGrantee();

    /// @notice A grant needs a share.
    error ZeroShareId();

    /// @notice A sealed grant needs a handle.
    error ZeroHandle();

    /// @notice A grant that ends at `expiresAt` would be over at `timestamp`, the time of this block.
    error ExpiryInThePast(uint64 expiresAt, uint256 timestamp);

    /// @notice There is nothing to end: never granted, ended already, or ended with all.
    error NotGranted(address owner, address grantee, bytes32 shareId);

    /// @notice There is nothing to end under the handle, as in {NotGranted}.
    error NotGrantedSealed(address owner, bytes32 handle);

    /// @notice A call for many changes names none.
    error EmptyBatch();

    /// @notice No change of the batch can be made any more: it was used already, or is out of date.
    error NothingToChange(address owner);

    /// @notice A change of the signed batch is for a nonce that the handle did not have when the batch was sent.
    error NonceAhead(address owner, bytes32 handle, uint64 nonce);

    /// @notice The message was good until `deadline`, inclusive; this block's time is `timestamp`.
    error DeadlinePassed(uint256 deadline, uint256 timestamp);

    /**
     * @notice The signature is not `owner`'s over this message at the current epoch and nonce. That a message was used
     *         already shows itself by this error too.
     */
    error InvalidSignature(address owner);
}
