# Words for the commands of README.md; nothing here does more than they do.
.PHONY: build test bench demo clean

build:
	dotnet build Node.sln

test:
	dotnet test --solution Node.sln

bench:
	dotnet run -c Release --project bench/Node.Benchmarks

demo:
	dotnet run --project samples/Demo

clean:
	dotnet clean Node.sln
	rm -rf samples/DevChain/npm/node_modules samples/DevChain/npm/artifacts tests/Node.Testing/Postgres/npm/node_modules
