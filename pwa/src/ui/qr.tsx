/**
 * A QR code from the node's SVG, drawn anew from its view box and path: markup that travelled or was stored is never put
 * into the page as it is. Always black on white with its quiet zone, whatever the theme.
 */
export const Qr = ({ svg, label }: { svg: string; label: string }) => {
  const viewBox = /viewBox="([\d. ]+)"/.exec(svg)?.[1];
  const path = /<path[^>]* d="([MmHhVvZz\d\s.,-]+)"/.exec(svg)?.[1];
  if (!viewBox || !path) return null;
  return (
    <svg class="qr" viewBox={viewBox} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
