export * from "../../sync/core/local-date";
