import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigContext } from "./config/config-context.ts";
import type { PageConfig } from "./config/page-config.ts";
import { SessionProvider } from "./session/session-provider.tsx";
import { Gate } from "./shell/gate.tsx";
import { Toasts } from "./ui/toasts.tsx";

/** The SDK tries again by itself where that helps; what it reports is for people to see. */
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true } },
});

export function App({ config }: { config: PageConfig }) {
  return (
    <ConfigContext value={config}>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Toasts>
            <Gate />
          </Toasts>
        </SessionProvider>
      </QueryClientProvider>
    </ConfigContext>
  );
}
