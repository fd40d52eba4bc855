// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccessManagementProtocol} from "../../../contracts/interfaces/IAccessManagementProtocol.sol";
import {Actors, VM} from "./Actors.sol";

/// @notice Actors who also sign what somebody sends later, once, often or never. The digests are EIP-712's, restated.
contract SignedActors is Actors {
    bytes32 private immutable DOMAIN = keccak256(
        abi.encode(
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            keccak256("Access Management Protocol"),
            keccak256("1"),
            block.chainid,
            address(AMP)
        )
    );

    bytes32 private constant GRANT = keccak256(
        "Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)"
    );
    bytes32 private constant CHANGE = keccak256(
        "Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)"
    );
    bytes32 private constant BATCH = keccak256(
        "Batch(address owner,Change[] changes,SealedChange[] sealedChanges,uint64 epoch,uint256 deadline)Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce)"
    );

    /// @dev As a grant by itself where `isBatch` is false; then of one change.
    struct Message {
        address owner;
        uint64 epoch;
        bool isBatch;
        bytes signature;
        IAccessManagementProtocol.Change[] changes;
    }

    Message[] private _messages;

    function signGrant(uint8 who, uint8 reader, uint8 share, uint24 offset) external {
        Message storage message = _newMessage(who);
        _addChange(message, reader, share, _expiry(offset));
        IAccessManagementProtocol.Change memory change = message.changes[0];
        bytes32 what = keccak256(
            abi.encode(
                GRANT,
                message.owner,
                change.grantee,
                change.shareId,
                change.expiresAt,
                message.epoch,
                change.nonce,
                type(uint256).max
            )
        );
        message.signature = _sign(who, what);
    }

    /// @notice A grant of one share of a reader and the end of the other.
    function signBatch(uint8 who, uint8 reader, uint8 share, uint24 offset) external {
        Message storage message = _newMessage(who);
        message.isBatch = true;
        _addChange(message, reader, share, _expiry(offset));
        _addChange(message, reader, share ^ 1, 0);
        bytes32[] memory hashes = new bytes32[](2);
        for (uint256 i = 0; i < 2; ++i) hashes[i] = keccak256(abi.encode(CHANGE, message.changes[i]));
        bytes32 what = keccak256(
            abi.encode(
                BATCH,
                message.owner,
                keccak256(abi.encodePacked(hashes)),
                keccak256(""),
                message.epoch,
                type(uint256).max
            )
        );
        message.signature = _sign(who, what);
    }

    /// @notice Anyone sends any message that was signed before.
    function send(uint16 which) external {
        if (_messages.length == 0) return;
        Message memory message = _messages[which % _messages.length];
        bool wanted = message.epoch == epochs[message.owner] && _canChangeAny(message);
        bool sent = message.isBatch ? _sendBatch(message) : _sendGrant(message);
        assert(sent == wanted);
        if (!sent) return;
        for (uint256 i = 0; i < message.changes.length; ++i) _changed(message.owner, message.changes[i]);
    }

    function _sendGrant(Message memory message) private returns (bool) {
        IAccessManagementProtocol.Change memory change = message.changes[0];
        bytes memory call = abi.encodeCall(
            AMP.grantBySig,
            (
                message.owner,
                change.grantee,
                change.shareId,
                change.expiresAt,
                type(uint256).max,
                message.signature
            )
        );
        (bool sent, ) = address(AMP).call(call);
        return sent;
    }

    function _sendBatch(Message memory message) private returns (bool) {
        IAccessManagementProtocol.SealedChange[] memory none;
        bytes memory call = abi.encodeCall(
            AMP.batchBySig,
            (message.owner, message.changes, none, type(uint256).max, message.signature)
        );
        (bool sent, ) = address(AMP).call(call);
        return sent;
    }

    function _changed(address owner, IAccessManagementProtocol.Change memory change) private {
        bytes32 handle = keccak256(abi.encode(change.grantee, change.shareId));
        (address grantee, bytes32 shareId) = (change.grantee, change.shareId);
        if (!_canChange(owner, change)) {
            _appended("ChangeSkipped(address,bytes32,uint64,uint64)", owner, handle, 0, change.nonce);
        } else if (change.expiresAt == 0) {
            _ended(owner, handle);
            _appended("Revoked(address,address,bytes32,uint64)", owner, grantee, shareId, 0);
        } else {
            _granted(owner, handle, change.expiresAt);
            _appended(
                "Granted(address,address,bytes32,uint64,uint64)",
                owner,
                grantee,
                shareId,
                change.expiresAt
            );
        }
    }

    function _canChangeAny(Message memory message) private view returns (bool) {
        for (uint256 i = 0; i < message.changes.length; ++i)
            if (_canChange(message.owner, message.changes[i])) return true;
        return false;
    }

    /// @dev A change is good at the very nonce at which it was signed: nothing may have happened to the handle since.
    function _canChange(
        address owner,
        IAccessManagementProtocol.Change memory change
    ) private view returns (bool) {
        bytes32 handle = keccak256(abi.encode(change.grantee, change.shareId));
        if (expected[owner][handle].nonce != change.nonce) return false;
        return change.expiresAt == 0 ? stands(owner, handle) : change.expiresAt > block.timestamp;
    }

    function _newMessage(uint8 who) private returns (Message storage message) {
        message = _messages.push();
        message.owner = ownerOf(who);
        message.epoch = epochs[message.owner];
    }

    function _addChange(Message storage message, uint8 reader, uint8 share, uint64 expiresAt) private {
        (address grantee, bytes32 shareId) = (granteeOf(reader), shareOf(share));
        uint64 nonce = expected[message.owner][keccak256(abi.encode(grantee, shareId))].nonce;
        message.changes.push(IAccessManagementProtocol.Change(grantee, shareId, expiresAt, nonce));
    }

    function _sign(uint8 who, bytes32 structHash) private view returns (bytes memory) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", DOMAIN, structHash));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_keyOf(who), digest);
        return abi.encodePacked(r, s, v);
    }
}
