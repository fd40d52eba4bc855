import "./transaction-tray.css";
import { TransactionCard } from "./transaction-card.tsx";
import { useTransactions } from "./transactions-context.tsx";

/** What the account has on its way, above every view; what is final stays until it is dismissed. */
export function TransactionTray() {
  const { all, dismiss } = useTransactions();
  if (all.length === 0) return null;
  return (
    <section className="transaction-tray" aria-label="Transactions">
      {all.map((transaction) => (
        <TransactionCard
          key={transaction.id}
          transaction={transaction}
          onDismiss={() => dismiss(transaction.id)}
        />
      ))}
    </section>
  );
}
