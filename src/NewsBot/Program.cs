System.Console.WriteLine("NewsBot");
