namespace Linli.Payments;

/// <summary>What is looked at before the doors open.</summary>
public static class Checking
{
    extension(IServiceProvider services)
    {
        /// <summary>Refuses settings of payment providers that cannot work, saying what to do about them.</summary>
        public void CheckPayments()
        {
            foreach (var provider in services.GetServices<PaymentProvider>()) _ = provider.IsSetUp;
        }
    }
}
