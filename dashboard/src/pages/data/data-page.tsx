import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/session-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { RecordCard } from "./record-card.tsx";
import { RECORDS_KEY } from "./records-key.ts";

export function DataPage() {
  const { owner } = useSession();
  const { data, error } = useQuery({ queryKey: RECORDS_KEY, queryFn: () => owner.records.readAll() });
  return (
    <>
      <PageHeader title="My data" lead="Decrypted on this device. Nobody else sees it unless you share it." />
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Skeleton label="Your data is being decrypted" />}
      {data?.records.length === 0 && (
        <EmptyState
          title="Nothing here yet"
          text="Add something about yourself, or ask an issuer for a credential."
        />
      )}
      <ul className="record-cards">
        {data?.records.map((record) => (
          <li key={record.id}>
            <RecordCard record={record} />
          </li>
        ))}
      </ul>
    </>
  );
}
