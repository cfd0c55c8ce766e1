/** The web application manifest: what an installed STO edge is called and how it opens. */
export const webManifest = (): string =>
  JSON.stringify(
    {
      id: "/",
      name: "Temujanji Imigresen",
      short_name: "Temujanji",
      description: "Buat temujanji imigresen. Percuma, tidak perlu ejen.",
      lang: "ms",
      dir: "ltr",
      start_url: "/",
      scope: "/",
      display: "standalone",
      background_color: "#fafafa",
      theme_color: "#2563eb",
      categories: ["government"],
      icons: [
        { src: "/logo.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
        { src: "/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any maskable" },
        { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" },
      ],
      shortcuts: [
        { name: "Buat temujanji", url: "/book" },
        { name: "Temujanji saya", url: "/my" },
      ],
    },
    null,
    2,
  );
