-- due deliveries are taken in order of seq, and the open ones (waiting or set aside) are counted often: neither may read the delivered ones
create index delivery_open on kernel.delivery (seq) where done_at is null;
