/** The part of npos that the tests use: a decoder of ESC/POS pictures that this project did not write. */
declare module "npos" {
  interface Picture {
    readonly width: number;
    readonly height: number;
    /** 0 is black. */
    getPixel(x: number, y: number): number;
  }
  interface Decoded {
    readonly error?: unknown;
    readonly tree: readonly { readonly ascii: string; readonly fn: string }[];
    readonly entries: readonly { readonly type: string; readonly data?: Picture }[];
  }
  export function parser(): { parse(bytes: Uint8Array): Promise<Decoded> };
}
