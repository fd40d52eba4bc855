import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist",
    target: "es2022",
    // A file that is put into the page's style or script would break its policy.
    assetsInlineLimit: 0,
    // Its helper would put the text of addresses where the page's Trusted Types forbid it.
    modulePreload: false,
  },
});
