import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConfig } from "../../config/config-context.ts";
import { ENTRY_KEY } from "../../session/entry.ts";
import { useSession } from "../../session/session-context.ts";
import { SingleColumn } from "../../shell/single-column.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Steps } from "../../ui/steps.tsx";
import { joinSteps } from "./join-steps.ts";
import { makeEntry } from "./make-entry.ts";
import { ProviderChoice } from "./provider-choice.tsx";

export function JoinPage() {
  const { providers } = useConfig();
  const session = useSession();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(providers[0]);
  const join = useMutation({
    mutationFn: (provider: NonNullable<typeof chosen>) => makeEntry(session, provider),
    onSuccess: () => queries.invalidateQueries({ queryKey: ENTRY_KEY }),
  });
  const body =
    chosen === undefined ? (
      <Notice tone="warn" title="No provider is known here">
        <p>Whoever runs this site can name one. A provider makes your entry at a node.</p>
      </Notice>
    ) : (
      <>
        <p className="soft">
          A provider makes your entry at a node and knows you by your wallet only. It can never read your
          data.
        </p>
        <ProviderChoice providers={providers} chosen={chosen} onChoose={setChosen} />
        <Button look="primary" busy={join.isPending} onClick={() => join.mutate(chosen)}>
          Join with {chosen.name}
        </Button>
      </>
    );
  return (
    <SingleColumn>
      <div className="stack-l">
        <div className="stack-s">
          <h1>Welcome</h1>
          <p className="soft">Five steps, once. You can stop after any of them and go on later.</p>
        </div>
        <Steps steps={joinSteps("Make your entry", body)} />
        {join.error !== null && <ErrorNotice error={join.error} />}
      </div>
    </SingleColumn>
  );
}
