-- Whether the pieces of this upload come sealed to the office, from a phone that cannot open them itself.
alter table blob_upload add column sealed boolean not null default false;
