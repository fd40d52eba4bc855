import "../data/record-card.css";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/session-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ShareCard } from "./share-card.tsx";

const SHARED_KEY = ["shared-with-me"];

export default function SharedPage() {
  const { consumer } = useSession();
  const { data, error } = useQuery({ queryKey: SHARED_KEY, queryFn: () => consumer.listSharedWithMe() });
  return (
    <>
      <PageHeader title="Shared with me" lead="What others let you read, for as long as they let you." />
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.length === 0 && (
        <EmptyState
          title="Nobody shares anything with you"
          text="Give somebody your wallet’s address; what they share with it appears here."
        />
      )}
      <ul className="stack">
        {data?.map((share) => (
          <li key={share.share}>
            <ShareCard share={share} />
          </li>
        ))}
      </ul>
    </>
  );
}
