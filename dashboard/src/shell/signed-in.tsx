import { useRoute } from "wouter";
import PublicPage from "../pages/address/public-page.tsx";
import { JoinPage } from "../pages/join/join-page.tsx";
import { MakeKeysPage } from "../pages/keys/make-keys-page.tsx";
import { UnlockPage } from "../pages/keys/unlock-page.tsx";
import { useEntry } from "../session/entry.ts";
import { TransactionsProvider } from "../transactions/transactions-context.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Frame } from "./frame.tsx";
import { Pages } from "./pages.tsx";
import { ADDRESS_ROUTE } from "./views.ts";
import { SingleColumn } from "./single-column.tsx";

export default function SignedIn() {
  const { data: entry, error } = useEntry();
  const [isPublic] = useRoute(ADDRESS_ROUTE);
  if (entry === undefined)
    return <SingleColumn>{error === null ? <Skeleton /> : <ErrorNotice error={error} />}</SingleColumn>;
  if (isPublic && entry.stage !== "open") return <PublicPage />;
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
