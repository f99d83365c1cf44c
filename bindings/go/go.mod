module github.com/libsipreg/libsipreg/bindings/go

go 1.19
