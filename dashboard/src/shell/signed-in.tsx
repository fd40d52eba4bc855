import { JoinPage } from "../pages/join/join-page.tsx";
import { MakeKeysPage } from "../pages/keys/make-keys-page.tsx";
import { UnlockPage } from "../pages/keys/unlock-page.tsx";
import { useEntry } from "../session/entry.ts";
import { TransactionsProvider } from "../transactions/transactions-context.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Frame } from "./frame.tsx";
import { Pages } from "./pages.tsx";
import { SingleColumn } from "./single-column.tsx";

export default function SignedIn() {
  const { data: entry, error } = useEntry();
  if (entry === undefined)
    return <SingleColumn>{error === null ? <Skeleton /> : <ErrorNotice error={error} />}</SingleColumn>;
  switch (entry.stage) {
    case "no-entry":
      return <JoinPage />;
    case "no-keys":
      return <MakeKeysPage backups={entry.backups} />;
    case "locked":
      return <UnlockPage />;
    case "open":
      return (
        <TransactionsProvider>
          <Frame>
            <Pages />
          </Frame>
        </TransactionsProvider>
      );
  }
}
