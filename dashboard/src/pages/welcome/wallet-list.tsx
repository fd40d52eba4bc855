import { EmptyState } from "../../ui/empty-state.tsx";
import { type KnownWallet, useKnownWallets } from "../../wallet/known-wallets.ts";
import { lastWallet } from "../../wallet/last-wallet.ts";

interface WalletListProps {
  /** The one that is asked now. */
  readonly busy: string | undefined;
  readonly onChoose: (wallet: KnownWallet) => void;
}

export function WalletList({ busy, onChoose }: WalletListProps) {
  const wallets = useKnownWallets();
  const last = lastWallet.get();
  if (wallets.length === 0)
    return (
      <EmptyState
        title="No wallet found"
        text="Install a browser wallet, such as MetaMask or Rabby, and reload this page."
      />
    );
  const lastFirst = wallets.toSorted(
    (one, other) => Number(other.info.rdns === last) - Number(one.info.rdns === last),
  );
  return (
    <ul className="wallet-list" aria-label="Wallets in this browser">
      {lastFirst.map((wallet) => (
        <li key={wallet.info.uuid}>
          <button
            type="button"
            className="wallet-choice"
            disabled={busy !== undefined}
            onClick={() => onChoose(wallet)}
          >
            <img src={wallet.info.icon} alt="" />
            Continue with {wallet.info.name}
            {busy === wallet.info.rdns && <small role="status">Look into your wallet…</small>}
            {busy === undefined && wallet.info.rdns === last && <small>used last</small>}
          </button>
        </li>
      ))}
    </ul>
  );
}
