import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ENTRY_KEY } from "../../session/entry.ts";
import { useSession } from "../../session/session-context.ts";
import { SingleColumn } from "../../shell/single-column.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Steps } from "../../ui/steps.tsx";
import { joinSteps, type JoinStep } from "../join/join-steps.ts";
import { BackUpStep } from "./back-up-step.tsx";
import { UnlockForm } from "./unlock-form.tsx";

/** Keys are made on this device and published only when two backups of them exist. */
export function MakeKeysPage({ backups }: { backups: number }) {
  const { idos } = useSession();
  const queries = useQueryClient();
  const [stage, setStage] = useState<"start" | "password" | "recovery" | "publish">("start");
  const make = useMutation({ mutationFn: () => idos.keys.create(), onSuccess: () => setStage("password") });
  const publish = useMutation({
    mutationFn: () => idos.keys.publish(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ENTRY_KEY }),
  });
  const views: Readonly<Record<typeof stage, { step: JoinStep; body: React.ReactNode }>> = {
    start: {
      step: "Make your keys",
      body: (
        <>
          <p className="soft">
            Your data is encrypted with keys that this device makes now. No node, no provider and no one else
            has them.
          </p>
          {backups > 0 && (
            <ContinueEarlier onUnlocked={() => setStage(backups > 1 ? "publish" : "recovery")} />
          )}
          <Button
            look={backups > 0 ? "plain" : "primary"}
            busy={make.isPending}
            onClick={() => make.mutate()}
          >
            {backups > 0 ? "Start over with new keys" : "Make my keys"}
          </Button>
        </>
      ),
    },
    password: {
      step: "Back them up",
      body: <BackUpStep backUps={idos.keys} way="password" onDone={() => setStage("recovery")} />,
    },
    recovery: {
      step: "Back them up",
      body: <BackUpStep backUps={idos.keys} way="recovery" onDone={() => setStage("publish")} />,
    },
    publish: {
      step: "Publish your public key",
      body: (
        <>
          <p className="soft">
            Your wallet signs your public key, so that nobody can put another in its place.
          </p>
          <Button look="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
            Sign and finish
          </Button>
        </>
      ),
    },
  };
  const { step, body } = views[stage];
  const error = make.error ?? publish.error;
  return (
    <SingleColumn>
      <div className="stack-l">
        <h1>Your keys</h1>
        <Steps steps={joinSteps(step, body)} />
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </SingleColumn>
  );
}

/** A visit that ended before the keys were published: their backup is there. */
function ContinueEarlier({ onUnlocked }: { onUnlocked: () => void }) {
  return (
    <div className="stack-s">
      <p>You began earlier. Type the password of that time to go on:</p>
      <UnlockForm onUnlocked={onUnlocked} />
    </div>
  );
}
