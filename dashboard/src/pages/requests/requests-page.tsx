import type { ReceivedRequest } from "@idos/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNowSeconds } from "../../format/use-now-seconds.ts";
import { REQUESTS_KEY, useRequests } from "../../session/requests.ts";
import { useSession } from "../../session/session-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import { RequestCard } from "./request-card.tsx";
import { inOrder } from "./request-view.ts";

export default function RequestsPage() {
  const { owner } = useSession();
  const queries = useQueryClient();
  const { data, error } = useRequests();
  const nowSeconds = useNowSeconds();
  const [reviewed, setReviewed] = useState<ReceivedRequest>();
  const deny = useMutation({
    mutationFn: (id: string) => owner.requests.deny(id),
    onSettled: () => queries.invalidateQueries({ queryKey: REQUESTS_KEY }),
  });
  const failure = error ?? deny.error;
  return (
    <>
      <PageHeader
        title="Requests"
        lead="Who asks to read something of yours. Only you can see what they ask."
      />
      {failure !== null && <ErrorNotice error={failure} />}
      {data === undefined && error === null && <Skeleton lines={4} label="Requests are being looked up" />}
      {data?.length === 0 && (
        <EmptyState
          title="Nobody asks for anything"
          text="When an app or a person asks to read something of yours, you approve, narrow or deny it here."
        />
      )}
      <ul className="stack">
        {inOrder(data ?? [], nowSeconds).map((request) => (
          <li key={request.id}>
            <RequestCard
              {...{ request, nowSeconds }}
              isDenying={deny.isPending && deny.variables === request.id}
              onDeny={() => deny.mutate(request.id)}
              onReview={() => setReviewed(request)}
            />
          </li>
        ))}
      </ul>
      {reviewed !== undefined && reviewed.asked !== null && (
        <ApproveDialog request={reviewed} asked={reviewed.asked} onClose={() => setReviewed(undefined)} />
      )}
    </>
  );
}
