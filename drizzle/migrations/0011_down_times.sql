CREATE TABLE `beat` (
	`id` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `down_time` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`what` text NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `down_time_from` ON `down_time` (`branch`,`from_ms`);