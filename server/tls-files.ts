/** The certificate and key that a node shows to browsers: checked before anything is opened, so that a mix-up is a sentence. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

/** What is wrong with a pair of PEM files, in sentences; nothing when browsers can be answered with them. */
export const tlsProblems = (files: { readonly cert: string; readonly key: string }): readonly string[] => {
  const cert = read("cert", files.cert, certificateOf, "does not begin with a certificate in PEM form");
  const key = read("key", files.key, createPrivateKey, "is not a private key in PEM form without a password");
  const unread = [cert, key].filter((each) => typeof each === "string");
  if (unread.length > 0) return unread;
  return (cert as X509Certificate).checkPrivateKey(key as KeyObject)
    ? []
    : [`tls.key: the key ${files.key} does not belong to the certificate ${files.cert}`];
};

/** A chain may follow; the node's own certificate comes first. Binary (DER) would parse here, but the server reads PEM only. */
const certificateOf = (text: string): X509Certificate => {
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw new Error("no PEM");
  return new X509Certificate(text);
};

const read = <T>(name: string, path: string, parse: (text: string) => T, otherwise: string): T | string => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return `tls.${name}: the file ${path} cannot be read`;
  }
  try {
    return parse(text);
  } catch {
    return `tls.${name}: ${path} ${otherwise}`;
  }
};
