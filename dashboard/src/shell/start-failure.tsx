import { EmptyState } from "../ui/empty-state.tsx";
import { SingleColumn } from "./single-column.tsx";

/** Where the dashboard is served without a configuration: for whoever serves it. */
export function StartFailure({ error }: { error: unknown }) {
  return (
    <SingleColumn>
      <EmptyState
        title="The dashboard cannot start"
        text={`Its configuration does not hold (${error instanceof Error ? error.message : "unknown"}). Tell whoever runs this site.`}
      />
    </SingleColumn>
  );
}
