/** Imported `with { type: "file" }`, an asset is its path: beside the source in a checkout, inside the binary when compiled. */
declare module "*.otf" {
  const path: string;
  export default path;
}
declare module "*.ttf" {
  const path: string;
  export default path;
}
declare module "*.wasm" {
  const path: string;
  export default path;
}
