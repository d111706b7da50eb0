-- A paper is of a record of its engagement, which need not be a visit.
alter table printed_paper rename column visit to subject;
