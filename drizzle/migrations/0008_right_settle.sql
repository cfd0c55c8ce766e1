CREATE TABLE `right_settle` (
	`id` text PRIMARY KEY NOT NULL,
	`branch` text NOT NULL,
	`grp` text NOT NULL,
	`date` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`pool` text NOT NULL,
	`of` integer NOT NULL,
	`to` integer NOT NULL,
	`units` text NOT NULL,
	`_h` integer NOT NULL,
	`_n` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `right_settle_of` ON `right_settle` (`branch`,`of`,`date`);