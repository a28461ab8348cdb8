System.Console.WriteLine("NewsBot benchmarks");
